package dev.cairn;

import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.ServiceLoader;

/** What checks documents against JSON Schema (draft 2020-12); cairn-language brings it. */
public interface SchemaLanguage {

  /**
   * Prepares a schema. References lead nowhere but into the schema itself.
   *
   * @throws CairnException.Invalid {@code invalid_schema}, when it is none or refers elsewhere
   */
  Schema compile(JsonObject schema);

  /** A prepared schema; safe for use by many threads. */
  interface Schema {
    /** Every violation, in document order; empty when the document fits. */
    List<Violation> check(JsonObject document);
  }

  /** What does not fit, and where: a JSON Pointer into the document. */
  record Violation(String path, String message) {}

  /**
   * The checker on the class path.
   *
   * @throws CairnException.Invalid when there is none
   */
  static SchemaLanguage load() {
    return ServiceLoader.load(SchemaLanguage.class)
        .findFirst()
        .orElseThrow(() ->
            new CairnException.Invalid(
                "no_language",
                "the definition has a schema, and nothing here can check it",
                "depend on cairn-language"));
  }
}
