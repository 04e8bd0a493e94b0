package dev.cairn.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All files of the console. They lie under a name that follows from what they hold, so that a
 * browser may keep them for ever; only the page that names them is asked for again. Immutable.
 */
public final class Assets {
  private static final String PAGE = "index.html";
  private static final int DIGEST = 16;

  private final String digest;
  private final Map<String, Asset> files;
  private final String page;
  private final Map<Optional<String>, Page> pages = new ConcurrentHashMap<>();

  private Assets(String digest, Map<String, Asset> files, String page) {
    this.digest = digest;
    this.files = files;
    this.page = page;
  }

  /**
   * The one page of the console.
   *
   * @param digest names what it holds and what it loads
   */
  public record Page(String digest, Asset asset) {}

  /** Read and packed when somebody looks at the console first. */
  private static final class Loaded {
    static final Assets ALL = load();
  }

  /** The files of this release. */
  public static Assets all() {
    return Loaded.ALL;
  }

  /** Names what the files hold: 16 hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /**
   * The one page of the console, which loads the rest from {@code /assets/DIGEST/}.
   *
   * @param provider where one can sign in beside keys, by the name that people know it by; the page
   *     says so from the first, and nothing has to be asked for
   */
  public Page page(Optional<String> provider) {
    return pages.computeIfAbsent(provider, this::made);
  }

  private Page made(Optional<String> provider) {
    var text =
        provider
            .map(it -> "  <meta name=\"sign-in\" content=\"" + escaped(it) + "\">\n</head>")
            .map(meta -> page.replace("</head>", meta))
            .orElse(page);
    var sum = sha256();
    sum.update(text.getBytes(UTF_8));
    return new Page(shortened(sum), Asset.of(PAGE, text.getBytes(UTF_8)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** A file by its path; empty when there is none. */
  public Optional<Asset> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** The paths of all files beside the page, in the order of files.txt. */
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  private static Assets load() {
    var files = new LinkedHashMap<String, Asset>();
    var sum = sha256();
    for (var path : new String(read("files.txt"), UTF_8).lines().toList()) {
      byte[] bytes = read(path);
      sum.update(path.getBytes(UTF_8));
      sum.update(bytes);
      files.put(path, Asset.of(path, bytes));
    }
    var digest = shortened(sum);
    return new Assets(digest, files, page(files, "/assets/" + digest + "/"));
  }

  /** The page names every module, so that a browser asks for all of them at once. */
  private static String page(Map<String, Asset> files, String folder) {
    var modules =
        files.keySet().stream()
            .filter(path -> path.endsWith(".js"))
            .map(path -> "  <link rel=\"modulepreload\" href=\"" + folder + path + "\">\n")
            .collect(Collectors.joining());
    var styles =
        files.keySet().stream()
            .filter(path -> path.endsWith(".css"))
            .map(path -> "  <link rel=\"stylesheet\" href=\"" + folder + path + "\">\n")
            .collect(Collectors.joining());
    return new String(read(PAGE), UTF_8)
        .replace("{assets}", folder)
        .replace("  {links}\n", styles + modules);
  }

  private static byte[] read(String path) {
    try (var in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the console lacks " + path);
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String shortened(MessageDigest sum) {
    return HexFormat.of().formatHex(sum.digest()).substring(0, DIGEST);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
