package dev.cairn.client;

import dev.cairn.Cairn;
import dev.cairn.Options;

/** Opens {@code http://…} and {@code https://…} for {@link Cairn#open}. */
public final class HttpProvider implements Cairn.Provider {
  @Override
  public boolean accepts(String url) {
    return url.startsWith("http://") || url.startsWith("https://");
  }

  /** The credential comes from the environment: {@link ClientSettings#fromEnvironment}. */
  @Override
  public Cairn open(String url, Options options) {
    return RemoteCairn.connect(url, ClientSettings.fromEnvironment(), options);
  }
}
