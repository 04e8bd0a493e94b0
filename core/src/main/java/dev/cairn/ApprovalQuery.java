package dev.cairn;

import java.util.Optional;
import java.util.Set;

/**
 * Which approvals, how many, and where to go on. The oldest instances come first.
 *
 * @param of which instances
 * @param decider leaves out what this one may not decide, or has decided already
 * @param limit from 1 to {@value Query#LIMIT_MAX}; others are clamped
 * @param cursor where the page before ended; opaque, stable while others decide
 */
public record ApprovalQuery(
    Filter of, Optional<Decider> decider, int limit, Optional<String> cursor) {

  /** Somebody who decides, by name and roles. */
  public record Decider(String subject, Set<String> roles) {
    public Decider {
      roles = Set.copyOf(roles);
    }
  }

  public ApprovalQuery {
    limit = Math.clamp(limit, 1, Query.LIMIT_MAX);
  }

  /** The first page of what waits on the instances that match. */
  public static ApprovalQuery of(Filter which) {
    return new ApprovalQuery(which, Optional.empty(), Query.LIMIT_DEFAULT, Optional.empty());
  }

  public ApprovalQuery of(Decider somebody) {
    return new ApprovalQuery(of, Optional.of(somebody), limit, cursor);
  }

  /** Of these instances only, too. */
  public ApprovalQuery and(Filter more) {
    return new ApprovalQuery(of.and(more), decider, limit, cursor);
  }

  public ApprovalQuery limit(int most) {
    return new ApprovalQuery(of, decider, most, cursor);
  }

  public ApprovalQuery after(String pageCursor) {
    return new ApprovalQuery(of, decider, limit, Optional.of(pageCursor));
  }
}
