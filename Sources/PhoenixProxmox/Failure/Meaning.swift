import PhoenixModel

/// What Proxmox's words mean for Phoenix: the one place that knows them (behaviour 2, 5, 6, 8, 9; recordings).
struct Meaning: Hashable, Sendable {
    let code: Failure.Code
    let remedy: String
    let disposition: Failure.Disposition

    /// Of a refused call: some statuses say all, most refusals are a 500 with a text.
    init(_ refusal: Refusal) {
        switch refusal.status {
        case 401: self = .unknownCaller
        case 403: self = refusal.text.contains(Self.rootOnlyWords) ? .rootOnly : .missingRight
        case 501: self = .unknownCall
        case 595: self = .offlineNode
        case 400: self = Self.of(refusal.text) ?? .wrongRequest
        default: self = Self.of(refusal.text) ?? .refusal
        }
    }

    /// Of a text, be it a call's message or a task's exit status; nil for one that is not known.
    static func of(_ text: String) -> Meaning? {
        phrases.first { phrase in text.contains(phrase.words) }?.meaning
    }

    /// Of the words of `pct`, of the agent or of the API about the inside of a guest: there a guest that does not run is one to
    /// wait for.
    static func insideGuest(_ text: String) -> Meaning? {
        guestPhrases.first { phrase in text.contains(phrase.words) }?.meaning ?? of(text)
    }

    private init(_ code: Failure.Code, _ disposition: Failure.Disposition, _ remedy: String) {
        self.code = code
        self.disposition = disposition
        self.remedy = remedy
    }
}

extension Meaning {
    /// A task that failed with words that are not known: it may be over the next time.
    static let failedTask = Meaning(.taskFailed, .retry, "read the task's log on the host")

    /// A program on a node that ended with words that are not known.
    static let refusedCommand = Meaning(.refused, .stall, "read what the program said, and prepare the host for it")

    private static let unknownCaller = Meaning(
        .hostForbidden, .stall,
        "check Phoenix's token: its name, its secret, and that neither it nor its user has expired")
    private static let missingRight = Meaning(
        .hostForbidden, .stall, "give Phoenix's account the right that is named")
    private static let rootOnly = Meaning(
        .hostForbidden, .stall,
        "let Phoenix work on the node itself or over SSH: the API leaves this to root@pam's password")
    private static let wrongRequest = Meaning(.refused, .stall, "change what the commit asks for")
    private static let unknownCall = Meaning(
        .refused, .stall, "update Proxmox VE: this version does not know the call; Phoenix needs 8.0 or later")
    private static let offlineNode = Meaning(.nodeOffline, .retry, "bring the node back")
    private static let noQuorum = Meaning(.nodeOffline, .retry, "bring enough nodes of the cluster back")
    private static let refusal = Meaning(
        .refused, .stall, "change what the commit asks for, or prepare the host for it")
    private static let lock = Meaning(
        .locked, .retry,
        "wait until the host's other work on it has ended; if there is none, unlock it with 'pct unlock' or 'qm unlock'"
    )
    private static let changed = Meaning(.conflict, .retry, "nothing: the host is looked at again")
    private static let taken = Meaning(.alreadyExists, .stall, "choose another one, or remove what is there")
    private static let missing = Meaning(.notFound, .stall, "create it on the host, or correct its name in the commit")
    private static let noRoom = Meaning(.noCapacity, .stall, "make room on the storage, or choose another one")
    private static let silentGuest = Meaning(.guestNotReady, .retry, "look at the guest's console if it stays silent")
    /// What is said of the inside of a guest in words that are not known: most of them pass when it is up.
    static let unreadyGuest = silentGuest
    private static let withoutAgent = Meaning(
        .guestNotReady, .retry, "give the machine 'agent: 1', and install qemu-guest-agent in its image")
    private static let forbiddingAgent = Meaning(
        .refused, .stall, "let the guest's agent run commands: its own settings block guest-exec or guest-file-write")
    private static let withoutShell = Meaning(.commandFailed, .stall, "install a POSIX shell as 'sh' in the guest")
    private static let forgottenProcess = Meaning(.outcomeUnknown, .retry, "nothing: the command is given again")
    private static let otherFile = Meaning(
        .taskFailed, .stall,
        "compare the checksum under \"images\" with the publisher's: if the file was published anew, change it; "
            + "if another file lies on the storage under that name, remove that")
    private static let occupiedFile = Meaning(
        .alreadyExists, .stall, "remove the file from the storage if it may go, or give the image another name")
    private static let unsuitedStorage = Meaning(
        .refused, .stall, "allow that content on the storage, or name another one")
    private static let protected = Meaning(.refused, .stall, "take the protection away on the host if this is meant")

    /// 403 for what no role can give (behaviour 7.4); machines' options say it with 500 (12.2).
    private static let rootOnlyWords = "only allowed for root@pam"

    private struct Phrase {
        let words: String
        let meaning: Meaning
    }

    /// As `phrases`, but inside guests.
    private static let guestPhrases: [Phrase] = [
        ("can't lock file", lock),
        ("Parameter verification failed", wrongRequest),
        ("Agent error: PID ", forgottenProcess),
        ("No QEMU guest agent configured", withoutAgent),
        ("has been disabled", forbiddingAgent),
        ("is not allowed", forbiddingAgent),
        ("Failed to exec \"sh\"", withoutShell),
        ("Failed to execute child process", withoutShell),
        ("not running", silentGuest),
        ("got timeout", silentGuest),
    ].map { Phrase(words: $0.0, meaning: $0.1) }

    /// The first that a text contains decides, so the more special come first.
    private static let phrases: [Phrase] = [
        ("no quorum", noQuorum),
        ("hostname lookup '", missing),
        (" is locked (", lock),
        ("can't lock file", lock),
        ("got lock request timeout", lock),
        ("-locked command timed out", lock),
        ("detected modified configuration", changed),
        ("checksum mismatch (file change", changed),
        ("checksum mismatch: got", otherFile),
        ("refusing to override existing file", occupiedFile),
        ("is not configured for content-type", unsuitedStorage),
        ("not a file based storage", unsuitedStorage),
        ("guest agent is not running", silentGuest),
        ("protection mode enabled", protected),
        ("used in HA resources", protected),
        ("only root can set", rootOnly),
        ("Only root may use", rootOnly),
        ("already exists", taken),
        ("already used", taken),
        ("already running", changed),
        ("not running", changed),
        ("is running", changed),
        ("running container", changed),
        ("No space left", noRoom),
        ("out of space", noRoom),
        ("not enough free", noRoom),
        ("insufficient free", noRoom),
        ("does not exist", missing),
        ("no such ", missing),
        ("unable to find configuration file", missing),
        ("start worker failed", failedTask),
        ("received interrupt", failedTask),
        ("unexpected status", failedTask),
        ("timed out", failedTask),
        ("got timeout", failedTask),
    ].map { Phrase(words: $0.0, meaning: $0.1) }
}
