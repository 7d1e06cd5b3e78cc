#include "Source.h"
using namespace mlir::glu;
llvm::ArrayRef<importer::Entry> importer::getTorchNumberEntries() { return {}; }
