import Subprocess
import SystemPackage

/// Why a program could not be started.
enum ProcessRefusal: Error, Hashable {
    /// There is no such program, or it may not be run.
    case notFound
    /// With the system's words.
    case failed(String)
}

extension ProcessRefusal {
    init(_ error: SubprocessError) {
        switch (error.code, error.underlyingError) {
        case (.executableNotFound, _), (_, .some(.noSuchFileOrDirectory)): self = .notFound
        default: self = .failed(error.description)
        }
    }
}
