package dev.cairn.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of core point one way. */
@AnalyzeClasses(packages = "dev.cairn", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  private static final String WORDS = "dev.cairn";
  private static final String JSON = "dev.cairn.json..";
  private static final String STORE = "dev.cairn.store..";
  private static final String KERNEL = "dev.cairn.kernel..";
  private static final String DEFINITION = "dev.cairn.definition..";
  private static final String FLOW = "dev.cairn.flow..";
  private static final String ENGINE = "dev.cairn.engine..";

  @ArchTest static final ArchRule json_knows_nobody_of_ours = of(JSON).knowOnly(JSON);

  @ArchTest static final ArchRule words_know_json = of(WORDS).knowOnly(WORDS, JSON);

  @ArchTest
  static final ArchRule the_port_knows_words_and_json = of(STORE).knowOnly(STORE, WORDS, JSON);

  @ArchTest
  static final ArchRule the_kernel_knows_the_port_and_below =
      of(KERNEL).knowOnly(KERNEL, FLOW, DEFINITION, STORE, WORDS, JSON);

  @ArchTest
  static final ArchRule definitions_know_words_and_json =
      of(DEFINITION).knowOnly(DEFINITION, WORDS, JSON);

  @ArchTest
  static final ArchRule the_flow_is_pure = of(FLOW).knowOnly(FLOW, DEFINITION, WORDS, JSON);

  @ArchTest
  static final ArchRule the_engine_knows_the_kernel_and_below =
      of(ENGINE).knowOnly(ENGINE, KERNEL, FLOW, DEFINITION, STORE, WORDS, JSON);

  @ArchTest
  static final ArchRule facades_know_neither_kernel_nor_port =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.cairn.context..", "dev.cairn.cases..", "dev.cairn.state..", "dev.cairn.saga..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(KERNEL, STORE))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule no_package_needs_one_that_needs_it =
      slices().matching("(dev.cairn..)").should().beFreeOfCycles();

  private static Layer of(String layer) {
    return new Layer(layer);
  }

  /** A package, of which a rule says whom of ours it may know. */
  private record Layer(String name) {
    ArchRule knowOnly(String... known) {
      DescribedPredicate<JavaClass> ours = resideInAPackage("dev.cairn..");
      return classes()
          .that()
          .resideInAPackage(name)
          .should()
          .onlyDependOnClassesThat(DescribedPredicate.not(ours).or(resideInAnyPackage(known)))
          .allowEmptyShould(true);
    }
  }
}
