package dev.cairn.cli;

import dev.cairn.CairnException;
import dev.cairn.Diff;
import dev.cairn.Event;
import dev.cairn.Page;
import dev.cairn.Receipt;
import dev.cairn.VersionEntry;
import dev.cairn.cli.text.Cell;
import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Table;
import dev.cairn.cli.text.Visible;
import dev.cairn.json.Json;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Commands that look at what was. */
final class HistoryCommands {
  private static final int HASH_SHOWN = 12;
  private static final int VALUE_SHOWN = 60;

  private HistoryCommands() {}

  @Command(name = "history", description = "Lists the versions of an instance.")
  static int history(
      @Mixin StoreOption store,
      @Mixin VersionOptions versions,
      @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var page = cairn.history().versions(id, versions.query());
          var out = store.output();
          out.show(page.toJson(VersionEntry::toJson), () -> versions(out, page));
          return ExitCode.DONE;
        });
  }

  private static void versions(Output out, Page<VersionEntry> page) {
    var table = Table.of("VERSION", "TIME", "KIND", "BY", "STATUS", "CHECKSUM", "REASON");
    for (var entry : page.items()) {
      table.row(
          Cell.of(entry.version()),
          Cell.of(entry.committedAt()),
          Cell.of(entry.kind().toString()),
          Cell.of(entry.actor()),
          Cell.of(entry.statuses().getLast()),
          hash(entry.checksum().hex()),
          Cell.of(entry.reason().orElse("")));
    }
    out.table(table);
    page.next().ifPresent(version -> out.faint("more: --after " + version));
  }

  @Command(name = "diff", description = "Shows what differs between two versions.")
  static int diff(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "A", description = "A version.") long from,
      @Parameters(paramLabel = "B", description = "Another, earlier or later.") long to) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var diff = cairn.history().diff(id, from, to);
          var out = store.output();
          out.show(diff.toJson(), () -> changes(out, diff));
          return ExitCode.DONE;
        });
  }

  private static void changes(Output out, Diff diff) {
    if (diff.changes().isEmpty()) {
      out.faint("versions " + diff.from() + " and " + diff.to() + " have the same state");
    }
    for (var change : diff.changes()) {
      out.line(
          out.pen().paint(Ink.BOLD, Visible.of(change.path().toString()))
              + out.pen()
                  .paint(
                      Ink.FAINT,
                      Visible.of("  version " + change.version() + " by " + change.actor())));
      change.before().ifPresent(value -> side(out, Ink.RED, "- ", value));
      change.after().ifPresent(value -> side(out, Ink.GREEN, "+ ", value));
    }
  }

  private static void side(Output out, Ink ink, String sign, Json value) {
    out.line("  " + out.pen().paint(ink, sign + Visible.of(value.canonical(), VALUE_SHOWN)));
  }

  @Command(name = "blame", description = "Says who last changed the value at a path.")
  static int blame(
      @Mixin StoreOption store,
      @Parameters(paramLabel = "ID") String name,
      @Parameters(paramLabel = "PATH", description = "Such as /context/title.") String path) {
    var pointer = Arguments.pointer(path);
    return store.onInstance(
        name,
        (cairn, id) -> {
          var entry =
              cairn
                  .history()
                  .lastChange(id, pointer)
                  .orElseThrow(() ->
                      new CairnException.NotFound(
                          "path_not_found",
                          "no version changed " + path,
                          "paths begin with a member of the state, such as /context"));
          var out = store.output();
          out.show(
              entry.toJson(), () -> versions(out, new Page<>(List.of(entry), Optional.empty())));
          return ExitCode.DONE;
        });
  }

  @Command(name = "events", description = "Lists the audit log of an instance.")
  static int events(
      @Mixin StoreOption store,
      @Mixin RangeOptions range,
      @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var events = cairn.history().events(id, range.from(), range.limit());
          var out = store.output();
          out.show(
              Answers.items(events.stream().map(Event::toJson).toList()),
              () -> events(out, events));
          return ExitCode.DONE;
        });
  }

  private static void events(Output out, List<Event> events) {
    var table = Table.of("VERSION", "TIME", "EVENT", "BY", "FROM", "TO", "REASON");
    for (var event : events) {
      table.row(
          Cell.of(event.version()),
          Cell.of(event.at()),
          Cell.of(event.type()),
          Cell.of(event.actor()),
          event.from().map(Cell::of).orElse(Cell.of("-")),
          Cell.of(event.to()),
          Cell.of(event.reason().orElse("")));
    }
    out.table(table);
  }

  @Command(name = "receipts", description = "Lists the receipts of an instance: a hash chain.")
  static int receipts(
      @Mixin StoreOption store,
      @Mixin RangeOptions range,
      @Parameters(paramLabel = "ID") String name) {
    return store.onInstance(
        name,
        (cairn, id) -> {
          var receipts = cairn.history().receipts(id, range.from(), range.limit());
          var out = store.output();
          out.show(
              Answers.items(receipts.stream().map(Receipt::toJson).toList()),
              () -> receipts(out, receipts));
          return ExitCode.DONE;
        });
  }

  private static void receipts(Output out, List<Receipt> receipts) {
    var table =
        Table.of(
            "VERSION",
            "KIND",
            "BY",
            "MUTATIONS",
            "STATE BEFORE",
            "STATE AFTER",
            "PREVIOUS",
            "HASH");
    for (var receipt : receipts) {
      table.row(
          Cell.of(receipt.version()),
          Cell.of(receipt.kind().toString()),
          Cell.of(receipt.actor()),
          receipt
              .body()
              .map(it -> Cell.of(it.mutations().size()))
              .orElse(Cell.of("erased").right()),
          hash(receipt.checksumBefore().hex()),
          hash(receipt.checksumAfter().hex()),
          hash(receipt.previousHash().hex()),
          hash(receipt.hash().hex()));
    }
    out.table(table);
  }

  private static Cell hash(String hex) {
    return Cell.of(hex.substring(0, HASH_SHOWN)).in(Ink.FAINT);
  }
}
