package dev.cairn.server.api;

import dev.cairn.server.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** All routes of the contract that lie behind the gate. */
public final class Api {
  private Api() {}

  public static List<Route> routes() {
    return Stream.of(
            InstanceRoutes.all(),
            BatchRoutes.all(),
            ChangeRoutes.all(),
            LifeRoutes.all(),
            WorkRoutes.all(),
            ApprovalRoutes.all(),
            TaskRoutes.all(),
            HistoryRoutes.all(),
            ReturnRoutes.all(),
            DefinitionRoutes.all(),
            StoreRoutes.all(),
            ArchiveRoutes.all(),
            StreamRoutes.all(),
            ParticipantRoutes.all(),
            IdentityRoutes.all(),
            SessionRoutes.all())
        .flatMap(List::stream)
        .toList();
  }
}
