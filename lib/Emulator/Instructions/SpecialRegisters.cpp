//===- SpecialRegisters.cpp - %tid, %ctaid and others ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"

using namespace ptxemu;

/// Multiprocessors of the device, which blocks take in turn.
static constexpr uint32_t multiprocessors = 132;

static uint32_t readThread(const Warp &warp, unsigned lane, unsigned axis) {
  const auto &sizes = warp.block.launch.options.block;
  uint32_t thread = 32 * warp.index + lane;
  return axis == 0   ? thread % sizes[0]
         : axis == 1 ? thread / sizes[0] % sizes[1]
                     : thread / sizes[0] / sizes[1];
}
static uint32_t readBlockSize(const Warp &warp, unsigned, unsigned axis) {
  return warp.block.launch.options.block[axis];
}
static uint32_t readBlock(const Warp &warp, unsigned, unsigned axis) {
  return warp.block.index[axis];
}
static uint32_t readGridSize(const Warp &warp, unsigned, unsigned axis) {
  return warp.block.launch.options.grid[axis];
}
static uint32_t readLane(const Warp &, unsigned lane, unsigned) { return lane; }
static uint32_t readWarp(const Warp &warp, unsigned, unsigned) {
  return warp.index;
}
static uint32_t readWarpCount(const Warp &, unsigned, unsigned) { return 64; }
static uint32_t readMultiprocessor(const Warp &warp, unsigned, unsigned) {
  return warp.block.number % multiprocessors;
}
static uint32_t readConstant(const Warp &, unsigned, unsigned value) {
  return value;
}
static uint32_t readDynamicShared(const Warp &warp, unsigned, unsigned) {
  return warp.block.launch.options.dynamicShared;
}
static uint32_t readShared(const Warp &warp, unsigned, unsigned) {
  return warp.block.shared.size;
}
/// The address of what a cooperative launch synchronizes its grid with.
static uint32_t readWorkspace(const Warp &warp, unsigned, unsigned half) {
  return warp.block.launch.workspace >> 32 * half;
}

static uint32_t readClusterSize(const Warp &warp, unsigned, unsigned axis) {
  return warp.block.launch.clusterSizes[axis];
}
static uint32_t readCluster(const Warp &warp, unsigned, unsigned axis) {
  return warp.block.index[axis] / warp.block.launch.clusterSizes[axis];
}
static uint32_t readClusterCount(const Warp &warp, unsigned, unsigned axis) {
  const Launch &launch = warp.block.launch;
  return launch.options.grid[axis] / launch.clusterSizes[axis];
}
static uint32_t readBlockOfCluster(const Warp &warp, unsigned, unsigned axis) {
  return warp.block.index[axis] % warp.block.launch.clusterSizes[axis];
}
static uint32_t readClusterRank(const Warp &warp, unsigned, unsigned) {
  return warp.block.clusterRank;
}
static uint32_t readClusterBlocks(const Warp &warp, unsigned, unsigned) {
  return warp.block.launch.blocksPerCluster;
}

template <int relation>
static uint32_t readLaneMask(const Warp &, unsigned lane, unsigned) {
  uint32_t equal = 1u << lane, less = equal - 1;
  switch (relation) {
  case -2:
    return less;
  case -1:
    return less | equal;
  case 0:
    return equal;
  case 1:
    return ~less;
  default:
    return ~(less | equal);
  }
}

/// `%name`, which is that of `.x`, and the three axes.
static void addTriple(InstructionTable &table, llvm::StringRef name,
                      ReadSpecial read) {
  static const llvm::StringRef axes[] = {".x", ".y", ".z"};
  for (unsigned axis = 0; axis < 3; ++axis)
    table.addSpecial((name + axes[axis]).str(), 32, read, axis);
}

void ptxemu::addSpecialRegisters(InstructionTable &table) {
  addTriple(table, "%tid", readThread);
  addTriple(table, "%ntid", readBlockSize);
  addTriple(table, "%ctaid", readBlock);
  addTriple(table, "%nctaid", readGridSize);
  table.addSpecial("%laneid", 32, readLane);
  table.addSpecial("%warpid", 32, readWarp);
  table.addSpecial("%nwarpid", 32, readWarpCount);
  table.addSpecial("%smid", 32, readMultiprocessor);
  table.addSpecial("%nsmid", 32, readConstant, multiprocessors);
  table.addSpecial("%gridid", 64, readConstant, 1);
  table.addSpecial("%lanemask_lt", 32, readLaneMask<-2>);
  table.addSpecial("%lanemask_le", 32, readLaneMask<-1>);
  table.addSpecial("%lanemask_eq", 32, readLaneMask<0>);
  table.addSpecial("%lanemask_ge", 32, readLaneMask<1>);
  table.addSpecial("%lanemask_gt", 32, readLaneMask<2>);
  table.addSpecial("%dynamic_smem_size", 32, readDynamicShared);
  table.addSpecial("%total_smem_size", 32, readShared);
  // Memory that the system reserves is not modelled: its addresses are behind
  // that of the block, so that an access is out of bounds.
  for (llvm::StringRef name :
       {"%reserved_smem_offset_begin", "%reserved_smem_offset_end",
        "%reserved_smem_offset_cap", "%reserved_smem_offset_0",
        "%reserved_smem_offset_1"})
    table.addSpecial(name, 32, readShared);
  table.addSpecial("%envreg1", 32, readWorkspace, 1);
  table.addSpecial("%envreg2", 32, readWorkspace, 0);
  addTriple(table, "%clusterid", readCluster);
  addTriple(table, "%nclusterid", readClusterCount);
  addTriple(table, "%cluster_ctaid", readBlockOfCluster);
  addTriple(table, "%cluster_nctaid", readClusterSize);
  table.addSpecial("%cluster_ctarank", 32, readClusterRank);
  table.addSpecial("%cluster_nctarank", 32, readClusterBlocks);
}
