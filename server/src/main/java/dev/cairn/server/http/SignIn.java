package dev.cairn.server.http;

import java.time.Instant;
import java.util.Optional;

/** Opens and closes the session of a browser, for a caller whose credentials were believed. */
public interface SignIn {

  /**
   * Opens a session.
   *
   * @return the cookie to set, and when the session ends at the latest
   */
  Session open();

  /** Closes the session that the request came in, if it came in one; the cookie to set. */
  String close();

  /** A token that lets the same caller in once, from a browser; empty where there are none. */
  Optional<Session> link();

  /** What a browser is given, and until when it is good. */
  record Session(String text, Instant until) {}

  /** Where there are no sessions. */
  SignIn NONE =
      new SignIn() {
        @Override
        public Session open() {
          return new Session("cairn=none", Instant.MAX);
        }

        @Override
        public String close() {
          return "cairn=none; Max-Age=0";
        }

        @Override
        public Optional<Session> link() {
          return Optional.empty();
        }
      };
}
