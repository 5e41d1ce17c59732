package dev.penstock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Layers point one way (docs/design.md). */
final class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.penstock");

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.penstock.(**)").should().beFreeOfCycles().check(CORE);
    noClasses()
        .that()
        .resideInAnyPackage("dev.penstock.spi", "dev.penstock.framing")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.penstock")
        .check(CORE);
  }

  @Test
  void core_needs_nothing_but_the_jdk_and_annotations() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.penstock..", "java..", "jdk.jfr..", "org.jspecify..")
        .check(CORE);
  }

  @Test
  void core_knows_no_http_client() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.net.http..").check(CORE);
  }

  @Test
  void nothing_is_synchronized_and_nothing_is_kept_by_thread() {
    noCodeUnits().should().haveModifier(JavaModifier.SYNCHRONIZED).check(CORE);
    noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(CORE);
  }
}
