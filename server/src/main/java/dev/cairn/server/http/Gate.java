package dev.cairn.server.http;

/** Finds out who calls. Every route that is not open to everybody lies behind it. */
@FunctionalInterface
public interface Gate {

  /**
   * The caller of a request.
   *
   * @throws Refusal when the request carries no credentials, or some that are not accepted
   */
  Caller admit(Request request);
}
