import ArgumentParser
import Foundation
import PhoenixModel

/// Where the settings come from, and what of them is said on the command line.
struct SettingsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The settings file (default: /etc/phoenix/phoenix.json, if it is there).", valueName: "file"))
    var settings: String?

    @Option(
        help: ArgumentHelp("The repository: file://, git:// or http(s):// URL, or an absolute path.", valueName: "url"))
    var repository: String?

    @Option(help: ArgumentHelp("Follow this branch (default: main).", valueName: "name"))
    var branch: String?

    @Option(help: ArgumentHelp("Follow this tag.", valueName: "name"))
    var tag: String?

    @Option(
        help: ArgumentHelp(
            "Follow the highest tag in a range of semantic versions, such as '^1.2'.", valueName: "range"))
    var tagRange: String?

    @Option(
        help: ArgumentHelp(
            """
            The host: https://ADDRESS of a Proxmox (several nodes of one cluster separated by commas), \
            'simulated:NAME' (homelab, cluster), or 'simulated:FILE', which keeps its state.
            """, valueName: "host"))
    var host: String?

    @Option(help: ArgumentHelp("A file with Proxmox's API token: USER@REALM!TOKENID=SECRET.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("The SHA-256 fingerprint of the one certificate to trust.", valueName: "hex"))
    var fingerprint: String?

    @Option(help: ArgumentHelp("The authorities to trust instead of this machine's, in PEM.", valueName: "file"))
    var caFile: String?

    @Option(help: "How commands on nodes are run: none, local, ssh or both.")
    var nodeShell: String?

    @Option(help: ArgumentHelp("The folder for journal and mirror (default: /var/lib/phoenix).", valueName: "folder"))
    var stateDirectory: String?

    /// File, then variables, then flags: the later wins.
    func resolved(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Failure) -> Settings {
        var resolved = Settings()
        if let settings {
            try resolved.read(file: settings)
        } else {
            for file in Settings.defaultFiles where FileManager.default.fileExists(atPath: file) {
                try resolved.read(file: file)
            }
        }
        try resolved.read(environment: environment)
        let flags: [(Settings.Key, String?, String)] = [
            (.repository, repository, "--repository"), (.branch, branch, "--branch"), (.tag, tag, "--tag"),
            (.tagRange, tagRange, "--tag-range"), (.host, host, "--host"), (.tokenFile, tokenFile, "--token-file"),
            (.fingerprint, fingerprint, "--fingerprint"), (.authorityFile, caFile, "--ca-file"),
            (.nodeShell, nodeShell, "--node-shell"), (.stateDirectory, stateDirectory, "--state-directory"),
        ]
        guard [branch, tag, tagRange].compactMap(\.self).count <= 1 else {
            throw Settings.invalid("more than one of --branch, --tag and --tag-range is given", "choose one")
        }
        for (key, text, origin) in flags {
            if let text { try resolved.set(key, to: text, origin: origin) }
        }
        return resolved
    }
}
