package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first key of a store. */
class FirstStartTest {
  private final House house = new House();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_first_start_makes_an_admin_key_that_its_owner_alone_reads() throws IOException {
    var data = folder.resolve("new");
    var file = FirstStart.run(data, house.cairn.identities()).orElseThrow().file();
    assertThat(file).isEqualTo(data.resolve("admin.key"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var text = Files.readString(file).strip();
    var credentials = new Credentials(house.cairn.identities(), Optional.empty(), house.clock);
    var admin = credentials.authenticate(Optional.of("Bearer " + text));
    assertThat(admin.role()).isEqualTo(Role.ADMIN);
    assertThat(admin.subject()).isEqualTo("admin");
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_store_with_keys_gets_no_other() {
    FirstStart.run(folder, house.cairn.identities());
    assertThat(FirstStart.run(folder.resolve("other"), house.cairn.identities())).isEmpty();
  }

  @Test
  void who_owns_the_folder_is_not_locked_out() throws IOException {
    var file = FirstStart.run(folder, house.cairn.identities()).orElseThrow().file();
    var first = Files.readString(file);
    house.cairn.identities().revokeKey(house.cairn.identities().keys().getFirst().id());
    var again = FirstStart.run(folder, house.cairn.identities()).orElseThrow();
    assertThat(again.file()).isEqualTo(file);
    assertThat(Files.readString(file)).isNotEqualTo(first);
  }

  @Test
  void a_key_that_cannot_be_written_opens_nothing() throws IOException {
    var inTheWay = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> FirstStart.run(inTheWay, house.cairn.identities()))
        .isInstanceOf(CairnException.Unavailable.class);
    assertThat(house.cairn.identities().keys())
        .allSatisfy(key -> assertThat(key.revokedAt()).isPresent());
  }
}
