package dev.cairn;

import dev.cairn.json.JsonLimits;

/**
 * What is warned of and what is refused.
 *
 * @param stateWarnBytes size of a state's canonical form from which commits carry a warning
 * @param stateMaxBytes size that no state may exceed
 * @param depthMax how deeply a document may nest
 * @param mutationsWarn number of mutations of one commit from which it carries a warning
 * @param mutationsMax number that no commit may exceed
 * @param batchMax number of members that no batch may exceed
 */
public record Limits(
    long stateWarnBytes,
    long stateMaxBytes,
    int depthMax,
    int mutationsWarn,
    int mutationsMax,
    int batchMax) {

  public Limits {
    boolean sound =
        stateWarnBytes > 0
            && stateMaxBytes >= stateWarnBytes
            && depthMax > 0
            && mutationsWarn > 0
            && mutationsMax >= mutationsWarn
            && batchMax > 0;
    if (!sound) {
      throw new CairnException.Invalid(
          "invalid_options", "limits must be positive", "and no warning above its refusal");
    }
  }

  public static Limits defaults() {
    return new Limits(1 << 20, 8 << 20, 100, 1_000, 10_000, 100);
  }

  /** The limits for reading a document. */
  public JsonLimits json() {
    return new JsonLimits(depthMax, stateMaxBytes);
  }
}
