# glu_reuse_precompiled_headers(<target>)
#
# MLIR's headers take most of the time of a compilation; they are compiled once,
# with GLUIR.
function(glu_reuse_precompiled_headers target)
  if(GLU_PRECOMPILE_HEADERS)
    target_precompile_headers(${target} REUSE_FROM GLUIR)
    # Compiled headers fit only code of the same kind: -fPIC, also in programs,
    # where CMake would write -fPIE.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
endfunction()

# glu_add_library(<name> SOURCES <file>... [LINK_LIBS <target>...])
#
# A static library of glu, installed and exported as GLU::<name>. It links the
# packaged dylibs `MLIR` and `LLVM` and never a static MLIR archive: two copies
# of MLIR in one process do not agree on type ids.
function(glu_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK_LIBS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  add_dependencies(${name} GLUIncGen)
  target_link_libraries(${name} PUBLIC ${ARG_LINK_LIBS} MLIR LLVM)
  if(NOT name STREQUAL GLUIR)
    glu_reuse_precompiled_headers(${name})
  endif()
  target_include_directories(${name} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  install(TARGETS ${name} EXPORT GLUTargets
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endfunction()

# glu_add_tool(<name> SOURCES <file>... [LINK_LIBS <target>...])
function(glu_add_tool name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK_LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  add_dependencies(${name} GLUIncGen)
  target_link_libraries(${name} PRIVATE ${ARG_LINK_LIBS} MLIR LLVM)
  glu_reuse_precompiled_headers(${name})
  # LLVM's libraries need not be where the dynamic linker looks.
  set_target_properties(${name} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()
