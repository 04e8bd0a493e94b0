package dev.cairn.server.http;

/** Finds out who calls. Safe for use by many threads. */
public interface Gate {

  /**
   * Lets a request pass to a route that answers everybody.
   *
   * @throws RuntimeException a {@link Refusal} or a {@link dev.cairn.CairnException} when it must
   *     not be answered, whoever asks
   */
  void pass(Request request);

  /**
   * The caller of a request to any other route, who has the role that the route needs.
   *
   * @throws RuntimeException as {@link #pass}; also when the request carries no credentials, or
   *     some that are not accepted, or that do not suffice
   */
  Caller admit(Request request);
}
