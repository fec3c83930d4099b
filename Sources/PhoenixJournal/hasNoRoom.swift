import Glibc

/// Whether a folder's disk takes no more, found by writing: quotas and what is kept for root can be read nowhere.
func hasNoRoom(_ folder: String) -> Bool {
    let path = "\(folder)/room-\(getpid())"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return isAboutRoom(errno) }
    defer {
        close(file)
        unlink(path)
    }
    let bytes = [UInt8](repeating: 0, count: neededBytes)
    let count = write(file, bytes, bytes.count)
    return count < 0 ? isAboutRoom(errno) : count < bytes.count
}

private func isAboutRoom(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT }

/// What SQLite needs at once for a journal that is opened: the index beside it takes 32 KiB.
private let neededBytes = 64 * 1024
