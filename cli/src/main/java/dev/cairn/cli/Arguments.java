package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CairnException;
import dev.cairn.Kind;
import dev.cairn.OnConflict;
import dev.cairn.Query;
import dev.cairn.StatePath;
import dev.cairn.Status;
import dev.cairn.json.Json;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads what was typed. All of it throws {@link UsageException}, which says what may be typed. */
final class Arguments {
  private Arguments() {}

  static Status status(String name) {
    return Arrays.stream(Status.values())
        .filter(status -> status.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> unknown("status", name, Status.values()));
  }

  static Kind kind(String name) {
    return Kind.named(name).orElseThrow(() -> unknown("kind", name, Kind.values()));
  }

  static Query.Sort sort(String name) {
    return Query.Sort.named(name).orElseThrow(() -> unknown("order", name, Query.Sort.values()));
  }

  static OnConflict policy(String name) {
    return switch (name) {
      case "reject" -> OnConflict.REJECT;
      case "merge" -> OnConflict.MERGE;
      default ->
          throw new UsageException(
              "invalid_policy", "unknown policy '" + name + "'", "write reject or merge");
    };
  }

  static StatePath path(String text) {
    try {
      return StatePath.parse(text);
    } catch (CairnException.Invalid invalid) {
      throw new UsageException(
          invalid.code(), String.valueOf(invalid.getMessage()), invalid.hint());
    }
  }

  static JsonPointer pointer(String text) {
    try {
      return JsonPointer.parse(text);
    } catch (JsonException malformed) {
      throw new UsageException(
          malformed.code(), String.valueOf(malformed.getMessage()), "write /context/title");
    }
  }

  static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw new UsageException(
          "invalid_time", "not a time: '" + text + "'", "write it like 2026-01-31T09:30:00Z");
    }
  }

  static JsonObject object(World world, String option, String text) {
    var json = json(world, option, text);
    if (json instanceof JsonObject object) {
      return object;
    }
    throw new UsageException("wrong_type", option + " must be an object", "write {…} or @FILE");
  }

  /** JSON as it was typed, or of a file after an @. */
  static Json json(World world, String option, String text) {
    var document = text.startsWith("@") ? read(world, text.substring(1)) : text.getBytes(UTF_8);
    try {
      return Json.parse(document);
    } catch (JsonException malformed) {
      throw new UsageException(
          malformed.code(),
          option + " is not JSON that can be kept: " + malformed.getMessage(),
          "write JSON, or @FILE to read it from a file");
    }
  }

  /** A file, or what is piped in where it is called -. */
  static byte[] read(World world, String name) {
    try {
      return name.equals("-") ? world.in().readAllBytes() : Files.readAllBytes(world.file(name));
    } catch (NoSuchFileException absent) {
      throw noSuchFile(name);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static UsageException noSuchFile(String name) {
    return new UsageException(
        "no_such_file", "no such file: " + name, "file names begin at the current folder");
  }

  private static UsageException unknown(String what, String name, Object[] known) {
    var all = Arrays.stream(known).map(Object::toString).collect(Collectors.joining(", "));
    return new UsageException(
        "unknown_" + what, "unknown " + what + " '" + name + "'", "write one of " + all);
  }
}
