import Foundation
import TestPrograms

/// The numbers of processes that a stand-in has written down.
func processes(in path: String) async throws -> [Int32] {
    try await eventually("writing \(path)") {
        (try? String(contentsOfFile: path, encoding: .utf8))?.split { $0 == " " || $0 == "\n" }
            .compactMap { Int32($0) }
    }
}

/// Whether a process is there; one that has ended and that nobody has waited for is not.
func isRunning(_ process: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
    return status.split(separator: ")").last?.split(separator: " ").first != "Z"
}

func children(of process: Int32) -> [Int32] {
    let text = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
    return (text ?? "").split(separator: " ").compactMap { Int32($0) }
}
