package dev.cairn.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Predicate;

/** Who may touch what lies outside of the program: clocks, chance, databases, the console. */
@AnalyzeClasses(packages = "dev.cairn", importOptions = ImportOption.DoNotIncludeTests.class)
class OutsideWorldTest {
  /** Where the system's clock and chance come in; everybody else is handed them. */
  private static final Set<String> SOURCES =
      Set.of("dev.cairn.Options", "dev.cairn.Secrets", "dev.cairn.testkit.Seeds");

  private static final Set<String> UNREPEATABLE =
      Set.of(
          "java.lang.System.currentTimeMillis()",
          "java.lang.Math.random()",
          "java.lang.Thread.sleep(long)",
          "java.lang.Thread.sleep(long, int)",
          "java.lang.Thread.sleep(java.time.Duration)",
          "java.time.Instant.now()",
          "java.time.LocalDate.now()",
          "java.time.LocalDateTime.now()",
          "java.time.OffsetDateTime.now()",
          "java.time.ZonedDateTime.now()",
          "java.time.InstantSource.system()",
          "java.time.Clock.systemUTC()",
          "java.time.Clock.systemDefaultZone()",
          "java.util.UUID.randomUUID()",
          "java.util.Date.<init>()",
          "java.util.Random.<init>()",
          "java.util.SplittableRandom.<init>()",
          "java.security.SecureRandom.<init>()",
          "java.util.random.RandomGenerator.getDefault()",
          "java.util.random.RandomGenerator.of(java.lang.String)",
          "java.util.concurrent.ThreadLocalRandom.current()");

  @ArchTest
  static final ArchRule nobody_reads_the_clock_or_throws_dice_or_sleeps =
      noClasses()
          .that(are("not sources of time and chance", OutsideWorldTest::isNoSource))
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "the answer differs from run to run",
                  (JavaAccess<?> access) ->
                      UNREPEATABLE.contains(access.getTarget().getFullName())));

  @ArchTest
  static final ArchRule only_sql_knows_databases =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.cairn.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..");

  @ArchTest
  static final ArchRule only_the_program_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.cairn.cli..")
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "it is the console",
                  (JavaAccess<?> access) ->
                      Set.of("java.lang.System.out", "java.lang.System.err")
                          .contains(access.getTarget().getFullName())));

  private static boolean isNoSource(JavaClass type) {
    return !SOURCES.contains(type.getName());
  }

  private static DescribedPredicate<JavaClass> are(
      String description, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }
}
