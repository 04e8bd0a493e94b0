/**
 * The textual conditions of queries, and JSON Schema. A module of its own, because its libraries
 * are large; nothing of them is loaded before the first expression or schema is used.
 *
 * <p>A condition is written in CEL, the Common Expression Language, and means exactly one {@link
 * dev.cairn.Filter}; what no filter can say is refused ({@code invalid_expression}), never
 * approximated.
 *
 * <pre>
 * condition   condition || condition        either
 *             condition &amp;&amp; condition        both; binds closer than ||
 *             ! condition                   not; binds closest
 *             ( condition )
 *             field OP literal              OP is == != &lt; &lt;= &gt; &gt;=
 *             literal OP field              the same, turned round
 *             field in [literal, …]         equals one of them
 *             literal in tags               has the tag
 *             literal in participants       has the participant
 *             literal in path               the array at the path has this element
 *             has(path)                     there is a value; null is one
 *             path                          short for path == true
 *             true, false                   everything, nothing
 * field       path or a column
 * column      status, id, parent, owner, definition (or workflowId)     == != in
 *             createdAt, updatedAt          == != &lt; &lt;= &gt; &gt;= with a time
 *             tags, participants            only: literal in tags
 * path        context.a.b, stepData.step.a, attributes.a; context['a-b'] for other keys
 * literal     'text' "text" 7 -7 7u 0x1F 1.5 1e3 true false null
 * time        timestamp('2026-01-31T09:30:00Z') or the text alone
 * </pre>
 *
 * <p>A path without a value matches no comparison, {@code !=} included; {@code !(a == 1)} matches
 * it. Order compares numbers with numbers and texts with texts. Numbers are exact decimals: {@code
 * 100}, {@code 100u} and {@code 100.0} are the same, and no digit of a literal is lost.
 *
 * <p>Limits: 4,000 characters, 50 levels of parentheses, 200 comparisons and list items.
 */
@NullMarked
package dev.cairn.language;

import org.jspecify.annotations.NullMarked;
