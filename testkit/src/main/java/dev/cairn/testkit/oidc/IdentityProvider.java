package dev.cairn.testkit.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An identity provider as the standard wants it, on a port of its own: it checks what it is asked,
 * lets in whoever presses its one button, and signs with nothing but the JDK. Where a test says so,
 * it lies.
 */
public final class IdentityProvider implements AutoCloseable {
  /** As what it knows the one server that it serves. */
  public static final String CLIENT = "cairn client";

  /** What that server has to show, with what is easily written wrong. */
  public static final String SECRET = "s3cret:/+ü";

  private static final KeyPair KEYS = keys();
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer http;
  private final InstantSource clock;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final AtomicInteger exchanges = new AtomicInteger();

  /** What is different from the truth, in ID tokens and in what it says of itself. */
  private volatile UnaryOperator<JsonObject> claims = UnaryOperator.identity();

  private volatile UnaryOperator<JsonObject> configuration = UnaryOperator.identity();
  private volatile String algorithm = "RS256";
  private volatile String redirect = "";

  /** Begins to listen on this machine; its tokens are issued by the clock's time. */
  public IdentityProvider(InstantSource clock) {
    this.clock = clock;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    on("/.well-known/openid-configuration", exchange -> json(exchange, 200, says()));
    on("/keys", exchange -> json(exchange, 200, JsonObject.of("keys", List.of(publicKey()))));
    on("/authorize", this::authorize);
    on("/token", this::token);
    http.start();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void on(String path, Answer answer) {
    http.createContext(
        path,
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
  }

  /** Its URL. */
  public String issuer() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The settings of a server that signs people in here, and is called at {@code origin}. */
  public Map<String, String> settings(String origin) {
    redirect = origin + "/sign-in/callback";
    return Map.of(
        "oidcIssuer",
        issuer(),
        "oidcClient",
        CLIENT,
        "oidcSecret",
        SECRET,
        "oidcRedirect",
        redirect,
        "oidcName",
        "Acme",
        "oidcRoleNames",
        "staff=Operator");
  }

  /** Says something else in ID tokens from now on. */
  public void lieInTokens(UnaryOperator<JsonObject> other) {
    claims = other;
  }

  /** Says something else of itself from now on. */
  public void lieOfItself(UnaryOperator<JsonObject> other) {
    configuration = other;
  }

  /** Signs so from now on; {@code none} is no signature. */
  public void sign(String with) {
    algorithm = with;
  }

  /** How often somebody came with a code. */
  public int exchanges() {
    return exchanges.get();
  }

  private JsonObject says() {
    return configuration.apply(
        JsonObject.of(
            "issuer", issuer(),
            "authorization_endpoint", issuer() + "/authorize?tenant=1",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/keys",
            "token_endpoint_auth_methods_supported", List.of("client_secret_basic")));
  }

  /** A page with a button, or the word of somebody who has pressed it. */
  private void authorize(HttpExchange exchange) throws IOException {
    var asked = form(exchange.getRequestURI().getRawQuery());
    check(asked, "response_type", "code");
    check(asked, "client_id", CLIENT);
    check(asked, "redirect_uri", redirect);
    check(asked, "code_challenge_method", "S256");
    check(asked, "tenant", "1");
    var answer = asked.getOrDefault("answer", "");
    var state = asked.getOrDefault("state", "");
    var back = new HashMap<>(Map.of("state", state, "iss", issuer(), "more", "x y"));
    if (answer.isEmpty()) {
      page(exchange, exchange.getRequestURI().getRawQuery());
      return;
    }
    if (answer.equals("yes")) {
      var code = "code-" + codes.size() + "-/+=";
      codes.put(code, asked);
      back.put("code", code);
    } else {
      back.put("error", answer);
    }
    exchange.getResponseHeaders().add("Location", redirect + "?" + encoded(back));
    exchange.sendResponseHeaders(302, -1);
  }

  private static void page(HttpExchange exchange, String query) throws IOException {
    var link = "<a href=\"/authorize?%s&amp;answer=%s\">%s</a> ";
    var escaped = query.replace("&", "&amp;");
    var text =
        "<!doctype html><html lang=en><title>Acme</title><h1>Acme</h1>"
            + link.formatted(escaped, "yes", "Continue as mia")
            + link.formatted(escaped, "access_denied", "Not me");
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    send(exchange, 200, text);
  }

  private void token(HttpExchange exchange) throws IOException {
    exchanges.incrementAndGet();
    var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var pair = encoded(CLIENT) + ":" + encoded(SECRET);
    var basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      json(exchange, 401, JsonObject.of("error", "invalid_client"));
      return;
    }
    // A code is good once, for who sent for it.
    var asked = codes.remove(form.getOrDefault("code", ""));
    if (asked == null
        || !redirect.equals(form.get("redirect_uri"))
        || !"authorization_code".equals(form.get("grant_type"))
        || !hash(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))) {
      json(exchange, 400, JsonObject.of("error", "invalid_grant"));
      return;
    }
    var now = clock.instant().getEpochSecond();
    var told =
        JsonObject.of(
            "iss",
            issuer(),
            "aud",
            CLIENT,
            "sub",
            "mia",
            "nonce",
            asked.getOrDefault("nonce", ""),
            "roles",
            List.of("staff"),
            "iat",
            now,
            "exp",
            now + 300);
    json(exchange, 200, JsonObject.of("id_token", signed(claims.apply(told)), "token_type", "x"));
  }

  private String signed(JsonObject told) {
    var head = JsonObject.of("alg", algorithm, "kid", "k1", "typ", "JWT");
    var text = part(head) + "." + part(told);
    return text + "." + (algorithm.equals("none") ? "" : TEXT.encodeToString(signature(text)));
  }

  private static String part(Json json) {
    return TEXT.encodeToString(json.canonicalBytes());
  }

  private static byte[] signature(String text) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static JsonObject publicKey() {
    var key = (RSAPublicKey) KEYS.getPublic();
    return JsonObject.of(
        "kty", "RSA",
        "use", "sig",
        "kid", "k1",
        "n", number(key.getModulus()),
        "e", number(key.getPublicExponent()));
  }

  private static String number(BigInteger number) {
    var bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return TEXT.encodeToString(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String hash(String text) {
    try {
      return TEXT.encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void check(Map<String, String> asked, String name, String value)
      throws IOException {
    if (!value.equals(asked.get(name))) {
      throw new IOException(name + " is " + asked.get(name) + " and not " + value);
    }
  }

  private static Map<String, String> form(String text) {
    var form = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  private static String encoded(Map<String, String> form) {
    return String.join(
        "&",
        form.entrySet().stream().map(it -> it.getKey() + "=" + encoded(it.getValue())).toList());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static void json(HttpExchange exchange, int status, Json body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(exchange, status, body.canonical());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Where a browser is led that presses the button, or another. */
  public static URI pressed(String authorization, String answer) {
    return URI.create(authorization + "&answer=" + answer);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
