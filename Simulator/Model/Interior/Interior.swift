package import PhoenixModel

/// What is inside a guest: it travels with clones, snapshots and rollbacks, as a disk does.
package struct Interior: Hashable, Sendable {
    /// The image it was once unpacked from.
    package var image: String
    /// Text files by their absolute paths.
    package var files: [String: String]
    /// How often it was started.
    package var boots: Int

    package init(image: String = "", files: [String: String] = [:], boots: Int = 0) {
        self.image = image
        self.files = files
        self.boots = boots
    }
}

/// Where the simulated guests keep what scripts leave.
package enum InteriorPath {
    package static let receiptFolder = "/var/lib/phoenix/receipts/"

    package static func receipt(_ subject: ReceiptSubject) -> String { "\(receiptFolder)\(subject).json" }

    /// Exists while the feature is installed; holds a fingerprint of the script that installed it.
    package static func feature(_ name: FeatureName) -> String { "/var/lib/simulated/features/\(name)" }

    static let applicationFolder = "/var/lib/simulated/applications/"

    /// Exists since the application was begun; its first word says how it stands.
    package static func application(_ name: ApplicationName) -> String { applicationFolder + name.text }
}

extension Interior {
    /// Whether the scripts of a feature or an application came to a good end here.
    package func holds(_ subject: ReceiptSubject) -> Bool {
        switch subject {
        case .feature(let name): files[InteriorPath.feature(name)] != nil
        case .application(let name):
            files[InteriorPath.application(name)]?.hasPrefix(ApplicationFile.runningPrefix) == true
        }
    }
}

extension Interior: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case image, files, boots }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "an interior")
        self.init(
            image: try fields.value(.image, default: ""), files: try fields.value(.files, default: [:]),
            boots: try fields.value(.boots, default: 0))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(image, forKey: .image)
        try container.encode(files, forKey: .files)
        try container.encode(boots, forKey: .boots)
    }
}
