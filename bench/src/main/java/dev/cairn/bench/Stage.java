package dev.cairn.bench;

import java.util.ArrayList;
import java.util.List;

/** Scenes that are measured in turn, so that a noisy neighbour disturbs all of them alike. */
final class Stage {
  private final Settings settings;
  private final Report report;
  private final List<Scene> scenes = new ArrayList<>();

  Stage(Settings settings, Report report) {
    this.settings = settings;
    this.report = report;
  }

  private record Scene(String name, String subject, Measure measure) {}

  /** Measures something once; times in seconds. */
  interface Measure {
    Load.Sample take(double warm, double seconds, Load.Meter meter) throws Exception;
  }

  Settings settings() {
    return settings;
  }

  /** Names the subject that others of a scene are compared with, and the ratio that is wanted. */
  void scene(String name, String floor, String goal) {
    report.scene(name, floor, goal);
  }

  /** Notes something that is no rate. */
  void note(Report.Figure figure, double value) {
    report.add(figure, value);
    System.err.printf("%s, %s: " + figure.format() + "%n", figure.scene(), figure.name(), value);
  }

  void add(String scene, String subject, int callers, Load.Callers make) {
    add(scene, subject, (warm, seconds, meter) -> Load.run(callers, warm, seconds, make, meter));
  }

  void add(String scene, String subject, Measure measure) {
    if (settings.includes(scene)) {
      scenes.add(new Scene(scene, subject, measure));
    }
  }

  /** Plays every scene once, and keeps nothing: what is compiled late is compiled then. */
  void rehearse(Load.Meter meter) throws Exception {
    for (var scene : scenes) {
      scene.measure().take(0, settings.seconds(), meter);
    }
  }

  /** Measures every scene once a round, and begins anew. */
  void play(Load.Meter meter) throws Exception {
    for (int round = 0; round < settings.rounds(); round++) {
      for (var scene : scenes) {
        double warm = round == 0 ? 2 * settings.warm() : settings.warm();
        var sample = scene.measure().take(warm, settings.seconds(), meter);
        report.add(scene.name(), scene.subject(), sample);
        System.err.printf(
            "%s, %s: %,.0f/s, p50 %,.0f µs%n",
            scene.name(), scene.subject(), sample.perSecond(), sample.p50());
      }
    }
    scenes.clear();
  }
}
