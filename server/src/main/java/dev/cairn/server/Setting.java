package dev.cairn.server;

/** Everything that can be set, by the name that a file uses. */
enum Setting {
  HOST("host"),
  PORT("port"),
  NAMES("names"),
  TLS_CERTIFICATE("tlsCertificate"),
  TLS_KEY("tlsKey"),
  BEHIND_PROXY("behindProxy"),
  DATABASE("database"),
  LANES("lanes"),
  ENGINE("engine"),
  NODE("node"),
  LEASE("lease"),
  LOG("log"),
  TRACES("traces"),
  TOKEN_ISSUER("tokenIssuer"),
  TOKEN_AUDIENCE("tokenAudience"),
  TOKEN_KEYS("tokenKeys"),
  TOKEN_ALGORITHMS("tokenAlgorithms"),
  TOKEN_LEEWAY("tokenLeeway"),
  TOKEN_ROLES("tokenRoles"),
  TOKEN_ROLE_NAMES("tokenRoleNames"),
  OIDC_ISSUER("oidcIssuer"),
  OIDC_CLIENT("oidcClient"),
  OIDC_SECRET("oidcSecret"),
  OIDC_REDIRECT("oidcRedirect"),
  OIDC_NAME("oidcName"),
  OIDC_SCOPES("oidcScopes"),
  OIDC_ALGORITHMS("oidcAlgorithms"),
  OIDC_LEEWAY("oidcLeeway"),
  OIDC_ROLES("oidcRoles"),
  OIDC_ROLE_NAMES("oidcRoleNames"),
  REQUESTS_PER_SECOND("requestsPerSecond"),
  ANONYMOUS_PER_SECOND("anonymousPerSecond"),
  STREAMS_MAX("streamsMax"),
  BODY_BYTES_MAX("bodyBytesMax"),
  HEADER_BYTES_MAX("headerBytesMax"),
  DEPTH_MAX("depthMax"),
  BODY_PATIENCE("bodyPatience"),
  IDLE_PATIENCE("idlePatience"),
  STREAM_PATIENCE("streamPatience"),
  CONNECTIONS_MAX("connectionsMax"),
  DRAIN("drain");

  static final String ENVIRONMENT = "CAIRN_SERVER_";

  private final String key;

  Setting(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  /** The name of the variable, such as {@code CAIRN_SERVER_BODY_BYTES_MAX}. */
  String variable() {
    return ENVIRONMENT + name();
  }
}
