package dev.cairn.engine;

import dev.cairn.Instance;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Optional;

/**
 * A step that is to be run, or undone.
 *
 * @param instance as it was when the run began
 * @param attempt counts from 1
 * @param idempotencyKey names this visit of the step: the same for every attempt, and after a
 *     crash; undoing has one of its own
 * @param input what the definition says the step is given
 * @param item of the for-each step around it
 * @param undoing what the step gave that is to be undone
 */
public record Job(
    Instance instance,
    String stepId,
    int attempt,
    String idempotencyKey,
    JsonObject input,
    Optional<Json> item,
    Optional<Json> undoing) {}
