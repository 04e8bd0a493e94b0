package dev.cairn.language;

import dev.cairn.CairnException;
import dev.cairn.SchemaLanguage;
import dev.cairn.json.JsonObject;

/**
 * JSON Schema, draft 2020-12. Safe for use by many threads.
 *
 * <p>References lead to places inside the schema itself and to the meta-schema of the draft; all
 * others are refused when the schema is compiled, and nothing is ever fetched from a network, a
 * file or the class path. {@code format} is an annotation, as the draft says, and asserts nothing:
 * use {@code pattern}. Numbers are compared as the exact decimals they are.
 *
 * <p>Patterns are those of the JDK, at most 1,000 characters long. Neither a pattern nor a schema
 * can run for ever: a document whose check takes too many steps is refused with a violation that
 * says so.
 */
public final class JsonSchemas implements SchemaLanguage {

  // No member may mention a class of the validator: making this object must not load it.

  /**
   * Prepares a schema.
   *
   * @throws CairnException.Invalid {@code invalid_schema}, naming all places where the schema is
   *     wrong, or the reference that leads elsewhere
   */
  @Override
  public Schema compile(JsonObject schema) {
    return CompiledSchema.of(schema)::check;
  }
}
