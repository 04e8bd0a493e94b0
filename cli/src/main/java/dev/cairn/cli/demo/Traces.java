package dev.cairn.cli.demo;

import dev.cairn.CairnException;
import dev.cairn.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the traces to play: those that come with the program, or files and folders. */
public final class Traces {
  /** Those that come with the program, in the order in which they are shown. */
  static final List<String> SHIPPED =
      List.of("nightly-report", "image-thumbnails", "orders-etl", "sky-mosaic", "earthquakes");

  private Traces() {}

  static List<Trace> shipped() {
    return SHIPPED.stream().map(Traces::shipped).toList();
  }

  private static Trace shipped(String name) {
    try (var in = Traces.class.getResourceAsStream("traces/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the program comes without its trace " + name);
      }
      return TraceReader.read(name, TraceReader.parse(in.readAllBytes()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Reads files, and of folders every file below them that is a trace.
   *
   * @throws CairnException.Invalid when a file is no trace, or there is none at all
   */
  static List<Trace> in(List<Path> places) {
    var traces = new ArrayList<Trace>();
    var names = new HashSet<String>();
    for (var place : places) {
      files(place).forEach(file -> add(file, Files.isDirectory(place), traces, names));
    }
    if (traces.isEmpty()) {
      throw new CairnException.Invalid(
          "no_traces", "no traces in " + places, "name files or folders in the WfInstances format");
    }
    return traces;
  }

  private static List<Path> files(Path place) {
    try (var found = Files.walk(place)) {
      return found.filter(Files::isRegularFile).filter(it -> !isOther(place, it)).sorted().toList();
    } catch (NoSuchFileException absent) {
      throw new CairnException.Invalid(
          "no_such_file", "no such file or folder: " + place, "name files or folders of traces");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isOther(Path place, Path file) {
    return !file.equals(place) && !file.toString().endsWith(".json");
  }

  private static void add(Path file, boolean found, List<Trace> traces, Set<String> names) {
    try {
      var json = TraceReader.parse(Files.readAllBytes(file));
      if (TraceReader.isTrace(json) || !found) {
        traces.add(TraceReader.read(unique(file, names), json));
      }
    } catch (JsonException notJson) {
      if (!found) {
        throw new CairnException.Invalid(
            "invalid_trace", file + ": " + notJson.getMessage(), "traces are JSON documents");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String unique(Path file, Set<String> names) {
    var stem = file.getFileName().toString().replaceFirst("\\.json$", "");
    var name = stem;
    for (int again = 2; !names.add(name); again++) {
      name = stem + "-" + again;
    }
    return name;
  }
}
