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
                try Data(script(program, address: address).utf8).write(to: file)
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            }
        } catch {
            throw Failure(
                .fileUnusable, "the programs cannot be written to \(folder)", remedy: "let this account write there",
                causes: [error.localizedDescription])
        }
    }

    /// Each calls this very program, which knows how to reach the simulator.
    private static func script(_ program: String, address: String) -> String {
        """
        #!/bin/sh
        # A stand-in for the program of this name on a node, acting on the simulated cluster at \(address).
        exec '\(executable)' simulator shell --server \(address) -- \(program) "$@"

        """
    }

    /// Where this program lies (Linux: proc_pid_exe).
    private static var executable: String {
        let path = "/proc/self/exe"
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? CommandLine.arguments[0]
    }
}
