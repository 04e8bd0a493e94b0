package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server answered. */
public record Reply(HttpResponse<byte[]> response) {

  public int status() {
    return response.statusCode();
  }

  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  public JsonObject json() {
    return Json.parse(response.body()).asObject();
  }

  /** A member of the answer; a pointer leads to it. */
  public Json at(String pointer) {
    return json().at(pointer).orElseThrow(() -> new AssertionError(pointer + " of " + text()));
  }

  public String textAt(String pointer) {
    return at(pointer).asString();
  }

  public Reply is(int status) {
    assertThat(status()).as(() -> "status of " + text()).isEqualTo(status);
    return this;
  }

  /** That it is a problem of this status and code, in the shape that all problems have. */
  public Reply isProblem(int status, String code) {
    is(status);
    assertThat(header("Content-Type")).contains("application/problem+json");
    assertThat(textAt("/code")).isEqualTo(code);
    assertThat(textAt("/type")).isEqualTo("/problems/" + code.replace('_', '-'));
    assertThat(at("/status").asInt()).isEqualTo(status);
    assertThat(textAt("/title")).isNotEmpty();
    assertThat(textAt("/detail")).isNotEmpty();
    assertThat(textAt("/hint")).isNotEmpty();
    assertThat(textAt("/requestId")).isEqualTo(header("X-Request-Id").orElseThrow());
    return this;
  }
}
