package dev.cairn.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnException;
import dev.cairn.ExpressionLanguage;
import dev.cairn.SchemaLanguage;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The libraries are large: who has no use for them must not wait for them. */
class LazyLoadingTest {
  private static final List<String> LIBRARIES =
      List.of(
          "dev.cel.parser.CelParser",
          "dev.cel.common.ast.CelExpr",
          "com.google.common.collect.ImmutableList",
          "com.google.protobuf.Timestamp",
          "org.antlr.v4.runtime.Lexer",
          "com.networknt.schema.Schema",
          "tools.jackson.databind.JsonNode");

  /** Loads everything by itself and tells what it has loaded. */
  private static final class Watching extends URLClassLoader {
    Watching() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    boolean hasLoaded(String name) {
      return findLoadedClass(name) != null;
    }
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(LazyLoadingTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }

  @Test
  void finding_the_languages_loads_no_library() throws Exception {
    try (var loader = new Watching()) {
      find(loader, ExpressionLanguage.class);
      find(loader, SchemaLanguage.class);
      find(loader, CairnException.class);
      assertThat(LIBRARIES).noneMatch(loader::hasLoaded);
    }
  }

  @Test
  void the_first_expression_loads_its_library_and_not_the_other() throws Exception {
    try (var loader = new Watching()) {
      var language = find(loader, ExpressionLanguage.class);
      language.getClass().getMethod("filter", String.class).invoke(language, "context.a == 1");
      assertThat(loader.hasLoaded("dev.cel.parser.CelParser")).isTrue();
      assertThat(loader.hasLoaded("com.networknt.schema.Schema")).isFalse();
    }
  }

  private static Object find(ClassLoader loader, Class<?> service) throws Exception {
    var type = Class.forName(service.getName(), true, loader);
    return type.isInterface()
        ? java.util.ServiceLoader.load(type, loader).findFirst().orElseThrow()
        : type;
  }
}
