package dev.cairn.language;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.util.Locale;
import java.util.Optional;

/** Lets a schema refer to itself and to the meta-schema of the draft, and to nothing else. */
final class OwnReferences {
  /** Where the draft's own schemas live: the library answers for these from its jar. */
  static final String DRAFT = "https://json-schema.org/draft/2020-12/";

  private static final String REF = "$ref";
  private static final String ALL_OF = "allOf";
  private static final String DYNAMIC_REF = "$dynamicRef";

  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .preloadSchema(true)
          .formatAssertionsEnabled(false)
          .locale(Locale.ENGLISH)
          .regularExpressionFactory(Patterns::compile)
          .build();

  private OwnReferences() {}

  /** One for each schema: what one schema calls itself must not be visible to another. */
  static SchemaRegistry registry() {
    return SchemaRegistry.withDialect(
        Dialects.getDraft202012(),
        builder ->
            builder
                .schemaRegistryConfig(CONFIG)
                .schemaLoader(loader -> loader.allow(OwnReferences::isOwn)));
  }

  private static boolean isOwn(AbsoluteIri elsewhere) {
    if (elsewhere.toString().startsWith(DRAFT)) {
      return true;
    }
    throw CompiledSchema.invalid(
        "the schema refers to " + Problem.quoted(elsewhere.toString()) + ", which is not in it",
        "copy what is referred to into $defs; nothing is fetched");
  }

  /** A copy that refers where this schema refers dynamically; empty if it never does. */
  static Optional<Json> withoutDynamic(Json schema) {
    var copy = plain(schema);
    return copy.equals(schema) ? Optional.empty() : Optional.of(copy);
  }

  private static Json plain(Json json) {
    return switch (json) {
      case JsonObject object -> plain(object);
      case JsonArray array ->
          JsonArray.copyOf(array.items().stream().map(OwnReferences::plain).toList());
      default -> json;
    };
  }

  private static JsonObject plain(JsonObject object) {
    var copy = JsonObject.builder();
    object.forEach((key, value) -> copy.put(key, plain(value)));
    return object.get(DYNAMIC_REF).orElse(null) instanceof JsonString target
        ? withReference(copy.build().without(DYNAMIC_REF), target)
        : copy.build();
  }

  /** At the end of allOf, where no other reference stands in its way. */
  private static JsonObject withReference(JsonObject schema, JsonString target) {
    var all =
        schema.get(ALL_OF).orElse(null) instanceof JsonArray array ? array : JsonArray.empty();
    return schema.with(ALL_OF, all.append(JsonObject.of(REF, target)));
  }
}
