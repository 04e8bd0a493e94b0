package dev.cairn.language;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationLimitExceededException;
import dev.cairn.CairnException;
import dev.cairn.SchemaLanguage.Violation;
import dev.cairn.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** A schema whose references are all resolved, ready to check documents. */
record CompiledSchema(Schema schema) {
  private static final int SHOWN_MAX = 20;

  /** Far more than a document of 8 MiB needs, and a matter of seconds. */
  private static final long STEPS_MAX = 20_000_000;

  /** How many schemas may be entered inside one another: half of what a stack of 1 MiB holds. */
  private static final int DEPTH_MAX = 500;

  /** The schema of schemas, which the library carries. */
  private static final CompiledSchema META =
      new CompiledSchema(
          OwnReferences.registry().getSchema(SchemaLocation.of(OwnReferences.DRAFT + "schema")));

  static CompiledSchema of(Json json) {
    var wrong = META.check(json);
    if (!wrong.isEmpty()) {
      throw invalid("the schema is wrong: " + listed(wrong), "see JSON Schema, draft 2020-12");
    }
    try {
      // The library follows $dynamicRef only when it meets a document; as $ref, at once.
      OwnReferences.withoutDynamic(json).ifPresent(CompiledSchema::prepare);
      return new CompiledSchema(prepare(json));
    } catch (SchemaException e) {
      // The library wraps what its extensions throw.
      if (e.getCause() instanceof CairnException.Invalid ours) {
        throw ours;
      }
      throw invalid(
          "the schema is wrong: " + e.getMessage(),
          "references may lead to $defs, $id and $anchor of the schema itself");
    }
  }

  private static Schema prepare(Json json) {
    var schema = OwnReferences.registry().getSchema(Nodes.of(json));
    schema.initializeValidators();
    return schema;
  }

  static CairnException.Invalid invalid(String message, String hint) {
    return new CairnException.Invalid("invalid_schema", message, hint);
  }

  private static String listed(List<Violation> violations) {
    return violations.stream()
        .limit(SHOWN_MAX)
        .map(it -> it.path() + " " + it.message())
        .collect(Collectors.joining("; "));
  }

  /** Every violation, in document order. */
  List<Violation> check(Json document) {
    try {
      var node = Nodes.of(document);
      return Patterns.within(() -> schema.validate(node, CompiledSchema::limit)).stream()
          .sorted(DocumentOrder.BY_PLACE)
          .map(CompiledSchema::violation)
          .distinct()
          .toList();
    } catch (Patterns.TooSlow | ValidationLimitExceededException e) {
      return List.of(new Violation("", "cannot be checked: " + e.getMessage()));
    }
  }

  private static void limit(ExecutionContext context) {
    context.executionConfig(
        config -> config.maxEvaluationSteps(STEPS_MAX).maxEvaluationDepth(DEPTH_MAX));
  }

  private static Violation violation(Error error) {
    return new Violation(DocumentOrder.pointer(error.getInstanceLocation()), error.getMessage());
  }
}
