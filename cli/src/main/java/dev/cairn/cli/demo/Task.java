package dev.cairn.cli.demo;

import dev.cairn.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/**
 * A task of a trace.
 *
 * @param name the program that ran; several tasks share it
 * @param seconds how long it ran
 * @param output what is kept as its step data
 */
record Task(String id, String name, List<String> parents, BigDecimal seconds, JsonObject output) {}
