import Foundation
import PhoenixModel

/// Programs named `pct`, `qm` and `sh` that hand their arguments and their input to a served simulator, as if they ran on a
/// node of it. `PHOENIX_SIMULATED_NODE` names the node; without it, it is the cluster's first.
enum ShellStandIns {
    static let programs = ["pct", "qm", "sh"]

    static func write(to folder: String, address: String) throws(Failure) {
        let place = URL(fileURLWithPath: folder, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for program in programs {
                let file = place.appending(path: program)
                try Data(script(address: address).utf8).write(to: file)
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            }
        } catch {
            throw Failure(
                .fileUnusable, "the programs cannot be written to \(folder)", remedy: "let this account write there",
                causes: [error.localizedDescription])
        }
    }

    /// `push` reads its file here and `pull` writes it here, because the node's own files are not simulated.
    private static func script(address: String) -> String {
        """
        #!/usr/bin/python3
        # A stand-in for Proxmox's program of this name, acting on the simulated cluster at \(address).
        import json, os, ssl, sys, urllib.request

        words = [os.path.basename(sys.argv[0])] + sys.argv[1:]
        verb = words[1] if len(words) > 1 else ""
        if verb == "push" and len(words) > 4:
            text = open(words[3], encoding="utf-8", errors="surrogateescape").read()
        else:
            text = "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read()
        order = {"node": os.environ.get("PHOENIX_SIMULATED_NODE", ""), "command": words, "input": text}
        request = urllib.request.Request(
            "https://\(address)/simulator/shell", json.dumps(order).encode(), {"Content-Type": "application/json"})
        context = ssl._create_unverified_context()  # a simulator of this machine has no name to check
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
        result = json.load(opener.open(request, timeout=600))
        if verb == "pull" and len(words) > 4 and result["exitCode"] == 0:
            open(words[4], "w", encoding="utf-8").write(result["output"])
        else:
            sys.stdout.write(result["output"])
        sys.stderr.write(result["errorOutput"])
        sys.exit(result["exitCode"])

        """
    }
}
