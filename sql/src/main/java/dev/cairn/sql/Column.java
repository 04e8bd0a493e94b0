package dev.cairn.sql;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column that is written: its type in PostgreSQL, and where its value comes from. */
record Column<T>(String name, String type, Function<T, @Nullable Object> value) {}
