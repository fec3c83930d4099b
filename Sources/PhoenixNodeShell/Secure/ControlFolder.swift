import Glibc
import PhoenixModel
import SystemPackage

/// The folder of control sockets: whoever can use a socket in it is root on a node.
enum ControlFolder {
    /// Makes the folder if it is not there; throws `settingsInvalid` if others can enter it.
    static func prepare(_ path: String) throws(Failure) {
        guard mkdir(path, 0o700) != 0 else { return }
        let error = Errno(rawValue: errno)
        guard error == .fileExists else {
            throw Failure(
                .settingsInvalid, "the folder of control sockets '\(path)' cannot be made: \(error)",
                remedy: "choose one below a folder that exists and can be written")
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0
        else {
            throw Failure(
                .settingsInvalid, "'\(path)' is no folder that only this user can enter, and control sockets need one",
                remedy: "choose another folder, or chmod 700 this one")
        }
    }
}
