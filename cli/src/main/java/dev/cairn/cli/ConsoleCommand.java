package dev.cairn.cli;

import dev.cairn.CairnException;
import dev.cairn.Options;
import dev.cairn.Times;
import dev.cairn.client.ClientSettings;
import dev.cairn.client.RemoteCairn;
import dev.cairn.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The way from a terminal to the console of a server on this machine, with nothing to type. */
final class ConsoleCommand {
  private ConsoleCommand() {}

  @Command(
      name = "console",
      description = "Prints a link to the console of a running server, which lets in once.")
  static int console(
      @Mixin Output out,
      @Option(names = "--data", paramLabel = "DIR", description = "Its folder, else ./cairn-data.")
          Optional<String> data,
      @Option(names = "--open", description = "Opens it in a browser, too.") boolean open) {
    var folder = data.map(out.world()::file).orElseGet(() -> DataFolder.in(out.world()).path());
    var server = LocalServer.of(folder).orElseThrow(() -> absent(folder));
    var link = link(out.world(), server);
    var address = server.url() + "/#/enter/" + link.token();
    out.show(
        JsonObject.of("url", address, "expiresAt", Times.format(link.until())),
        () -> out.line(address));
    if (open) {
      Browser.of(out.world()).open(address, folder);
    }
    return ExitCode.DONE;
  }

  private static RemoteCairn.ConsoleLink link(World world, LocalServer server) {
    var key = world.variable(ClientSettings.VARIABLE).or(server::key);
    var settings = ClientSettings.defaults().credential(key.orElseThrow(ConsoleCommand::keyless));
    try (var cairn = RemoteCairn.connect(server.url(), settings, Options.defaults())) {
      return cairn.consoleLink();
    }
  }

  private static CairnException absent(Path folder) {
    return new CairnException.NotFound(
        "server_not_found",
        "no server runs over " + folder,
        "start one with cairn serve, or name the folder of its data with --data");
  }

  private static CairnException keyless() {
    return new CairnException.Unauthorized(
        "unauthorized",
        "there is no admin.key in the folder that could be read",
        "put a key in CAIRN_KEY, or run this as who started the server first");
  }
}
