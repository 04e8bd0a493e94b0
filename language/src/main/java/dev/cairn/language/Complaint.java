package dev.cairn.language;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the parser's complaint means to the person who wrote the expression. */
record Complaint(String what, String hint) {
  private static final String GRAMMAR =
      "write comparisons such as status == 'Running' && context.total > 100";

  /** First match wins; the parser's own list of expected tokens helps nobody. */
  private static final List<Wording> WORDINGS =
      List.of(
          new Wording(
              "(?s).*input '<EOF>'.*",
              found -> new Complaint("the expression ends too early", GRAMMAR)),
          new Wording(
              "(?s)token recognition error at: '(['\"].*)'",
              found ->
                  new Complaint(
                      "the text that begins with " + Problem.quoted(found.group(1)) + " has no end",
                      "close it with the same quote; write \\' for a quote inside")),
          new Wording(
              "token recognition error at: '= *'",
              found -> new Complaint("unexpected '='", "write == to compare")),
          new Wording(
              "(?s)token recognition error at: '(.*)'",
              found -> new Complaint(unexpected(found), GRAMMAR)),
          new Wording(
              "(?s).* input '(.*?)'(?: expecting .*)?",
              found -> new Complaint(unexpected(found), GRAMMAR)),
          new Wording(
              "reserved identifier: (.*)",
              found ->
                  new Complaint(
                      Problem.quoted(found.group(1)) + " is a reserved word",
                      "write context['" + found.group(1) + "'] for a key of this name")),
          new Wording(
              "(?s)For input string: \"(.*?)\".*",
              found ->
                  new Complaint(
                      Problem.quoted(found.group(1)) + " is no whole number of 64 bits",
                      "write a longer number with a decimal point, such as 9223372036854775808.0;"
                          + " it is kept exactly")),
          new Wording(
              "Expression recursion limit exceeded.*",
              found ->
                  new Complaint(
                      "the expression nests deeper than %d levels"
                          .formatted(CelExpressions.DEPTH_MAX),
                      "leave out parentheses that change nothing")));

  private record Wording(Pattern pattern, Function<MatchResult, Complaint> meaning) {
    Wording(String regex, Function<MatchResult, Complaint> meaning) {
      this(Pattern.compile(regex), meaning);
    }
  }

  private static String unexpected(MatchResult found) {
    return "unexpected " + Problem.quoted(found.group(1));
  }

  static Complaint of(String parserMessage) {
    for (var wording : WORDINGS) {
      var matcher = wording.pattern().matcher(parserMessage);
      if (matcher.matches()) {
        return wording.meaning().apply(matcher);
      }
    }
    return new Complaint(Problem.quoted(parserMessage), GRAMMAR);
  }
}
