package dev.cairn.server;

import dev.cairn.console.Asset;
import dev.cairn.console.Assets;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import dev.cairn.server.http.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files of the console, open to whoever reaches the server: there is nothing secret in them.
 */
final class ConsoleRoutes {
  /** No script, style or frame but the server's own files, and nobody to send anything to. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String FOLDER = "/assets/{digest}/";

  private ConsoleRoutes() {}

  /**
   * All files.
   *
   * @param provider where one can sign in beside keys, by the name that people know it by
   */
  static List<Route> all(Optional<String> provider) {
    return List.of(
        Route.get("/").openTo(request -> page(request, Assets.all().page(provider))),
        Route.get("/favicon.ico").openTo(ConsoleRoutes::icon),
        Route.get(FOLDER + "{file}").openTo(request -> found(request, request.variable("file"))),
        Route.get(FOLDER + "{folder}/{file}").openTo(ConsoleRoutes::inFolder));
  }

  private static Answer page(Request request, Assets.Page page) {
    return answer(request, page.asset()).header("Cache-Control", "no-cache").etag(page.digest());
  }

  /** Browsers ask for it by this name, whichever release it is. */
  private static Answer icon(Request request) {
    return answer(request, file("icon.svg")).header("Cache-Control", "max-age=86400");
  }

  private static Answer inFolder(Request request) {
    return found(request, request.variable("folder") + "/" + request.variable("file"));
  }

  private static Answer found(Request request, String path) {
    return answer(request, file(path)).header("Cache-Control", FOR_EVER);
  }

  private static Asset file(String path) {
    return Assets.all().find(path).orElseThrow(ConsoleRoutes::nothing);
  }

  private static Answer.Document answer(Request request, Asset asset) {
    boolean zipped = takesGzip(request);
    var answer =
        Answer.bytes(asset.type(), zipped ? asset::gzipped : asset::plain)
            .header("Content-Security-Policy", POLICY)
            .header("Cross-Origin-Opener-Policy", "same-origin")
            .header("Vary", "Accept-Encoding");
    return zipped ? answer.header("Content-Encoding", "gzip") : answer;
  }

  private static boolean takesGzip(Request request) {
    return request
        .header("Accept-Encoding")
        .filter(it ->
            Arrays.stream(it.split(","))
                .map(String::strip)
                .anyMatch(coding -> coding.equals("gzip") || coding.startsWith("gzip;q=1")))
        .isPresent();
  }

  private static Refusal nothing() {
    return new Refusal(
        Problem.of(
            404, "route_not_found", "the console has no such file", "load the console again"));
  }
}
