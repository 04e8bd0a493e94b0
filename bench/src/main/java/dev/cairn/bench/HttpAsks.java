package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.InstanceId;
import java.util.List;
import java.util.Random;

/** What is asked of a server. */
final class HttpAsks {
  private HttpAsks() {}

  /** Reads of instances by id. */
  static HttpCaller.Asks gets(String key, List<InstanceId> ids, int number) {
    var random = new Random(number);
    var requests =
        ids.stream()
            .map(id -> ("GET /api/v1/workflows/" + id + head(key) + "\r\n").getBytes(UTF_8))
            .toList();
    return turn -> requests.get(random.nextInt(requests.size()));
  }

  /** Small changes of instances that no other connection touches. */
  static HttpCaller.Asks commits(
      String key, List<InstanceId> ids, int number, int callers, long[] versions) {
    int count = ids.size() / callers;
    return turn -> {
      int own = number * count + (int) (turn * 31 % count);
      var body =
          "{\"expectedVersion\":"
              + versions[own]++
              + ",\"mutations\":[{\"type\":\"mergeContext\",\"patch\":"
              + Payload.change(turn).canonical()
              + "}]}";
      return ("POST /api/v1/workflows/"
              + ids.get(own)
              + "/commits"
              + head(key)
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body)
          .getBytes(UTF_8);
    };
  }

  private static String head(String key) {
    return " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\n";
  }
}
