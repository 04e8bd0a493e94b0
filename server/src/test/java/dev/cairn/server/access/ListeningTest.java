package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.server.access.Listening.Callers;
import dev.cairn.server.access.Listening.Transport;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a server may listen, and which requests a browser may have been led to make. */
class ListeningTest {
  private static final Set<String> NAMES = Set.of("Cairn.example");

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, ANYBODY, PLAIN, true",
    "localhost, AUTHENTICATED, PLAIN, true",
    "::1, ANYBODY, PLAIN, true",
    "127.1.2.3, AUTHENTICATED, TLS, true",
    "0.0.0.0, ANYBODY, PLAIN, false",
    "0.0.0.0, ANYBODY, TLS, false",
    "0.0.0.0, ANYBODY, BEHIND_PROXY, false",
    "0.0.0.0, AUTHENTICATED, PLAIN, false",
    "0.0.0.0, AUTHENTICATED, TLS, true",
    "0.0.0.0, AUTHENTICATED, BEHIND_PROXY, true",
    "::, AUTHENTICATED, PLAIN, false",
    "192.168.1.7, AUTHENTICATED, PLAIN, false",
    "127.0.0.1.evil.example, ANYBODY, PLAIN, false",
    "localhost.evil.example, ANYBODY, PLAIN, false",
    "127, ANYBODY, PLAIN, false"
  })
  void a_server_listens_wide_only_with_keys_and_a_closed_line(
      String host, Callers callers, Transport transport, boolean allowed) {
    if (allowed) {
      assertThat(new Listening(host, 0, callers, transport, NAMES).host()).isEqualTo(host);
    } else {
      assertThatThrownBy(() -> new Listening(host, 0, callers, transport, NAMES))
          .isInstanceOfSatisfying(
              CairnException.Invalid.class,
              it -> assertThat(it.code()).isEqualTo("unsafe_listening"));
    }
  }

  @Test
  void a_server_that_listens_wide_says_its_names() {
    assertThatThrownBy(() -> new Listening("::", 1, Callers.AUTHENTICATED, Transport.TLS, Set.of()))
        .isInstanceOf(CairnException.Invalid.class);
    var wide = new Listening("::", 1, Callers.AUTHENTICATED, Transport.TLS, NAMES).hosts();
    assertThat(wide.isOurs(Optional.of("cairn.example:443"))).isTrue();
    assertThat(wide.isOurs(Optional.of("localhost"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, PLAIN, 127.0.0.1",
    "localhost, TLS, localhost",
    "0.0.0.0, BEHIND_PROXY, 127.0.0.1",
    "::, BEHIND_PROXY, ::1",
    "192.168.1.7, BEHIND_PROXY, 192.168.1.7",
    "0.0.0.0, TLS, Cairn.example"
  })
  void a_program_on_the_same_machine_calls_what_can_be_called(
      String host, Transport transport, String called) {
    var listening = new Listening(host, 1, Callers.AUTHENTICATED, transport, NAMES);
    assertThat(listening.called()).isEqualTo(called);
    var name = called.contains(":") ? "[" + called + "]" : called;
    assertThat(listening.hosts().isOurs(Optional.of(name + ":7070"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void a_port_is_a_port(int port) {
    assertThatThrownBy(() -> Listening.loopback(port)).isInstanceOf(CairnException.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:7070",
        "127.0.0.1:7070",
        "[::1]:7070",
        "[::1]",
        "127.0.0.1"
      })
  void these_hosts_are_ours(String host) {
    assertThat(Listening.loopback(7070).hosts().isOurs(Optional.of(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:7070",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example#localhost",
        "localhost:7070:7070",
        "localhost:x",
        "localhost@evil.example",
        "[::1",
        "[::1]evil",
        "[::2]:7070",
        ":7070",
        "localhost ",
        "localhost,evil.example"
      })
  void these_hosts_are_not(String host) {
    assertThat(Hosts.loopback().isOurs(Optional.of(host))).isFalse();
  }

  @Test
  void a_request_without_host_is_not_for_us() {
    assertThat(Hosts.loopback().isOurs(Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, , , true",
    "POST, http://localhost:7070, , true",
    "POST, https://localhost:7070, same-origin, true",
    "POST, HTTP://LOCALHOST:7070, none, true",
    "POST, http://localhost:7071, , false",
    "POST, http://localhost, , false",
    "POST, http://evil.example, , false",
    "POST, null, , false",
    "POST, '', , false",
    "POST, http://localhost:7070.evil.example, , false",
    "POST, , cross-site, false",
    "POST, , same-site, false",
    "POST, http://localhost:7070, cross-site, false",
    "PUT, http://evil.example, , false",
    "PATCH, http://evil.example, , false",
    "DELETE, http://evil.example, , false",
    "BREW, http://evil.example, , false",
    "get, http://evil.example, , false",
    "GET, http://evil.example, cross-site, true",
    "HEAD, http://evil.example, , true",
    "OPTIONS, http://evil.example, , true"
  })
  void a_page_of_another_site_changes_nothing(
      String method, String origin, String site, boolean allowed) {
    assertThat(
            Hosts.loopback()
                .isOwnSite(
                    method,
                    Optional.of("localhost:7070"),
                    Optional.ofNullable(origin),
                    Optional.ofNullable(site)))
        .isEqualTo(allowed);
  }
}
