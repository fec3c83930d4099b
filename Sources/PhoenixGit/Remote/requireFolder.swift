import Glibc
import PhoenixModel

/// libgit2 takes a path that is no folder for a URL it does not know, and says so: this says what is meant.
func requireFolder(_ path: String, of remote: RemoteURL) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
        // A network share may come back by itself.
        throw .unreachable(
            "There is no repository at \(remote)", "Correct the path, or mount what it lies on",
            causes: [String(cString: strerror(errno))])
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .unreachable("\(remote) is not a folder", "Give the path of the repository's folder", .stall)
    }
}
