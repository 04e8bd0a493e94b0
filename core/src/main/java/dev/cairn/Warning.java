package dev.cairn;

/**
 * Something a caller should know about a commit that succeeded: {@code large_state}, {@code
 * large_buffer} or {@code stale_context}.
 */
public record Warning(String code, String detail) {}
