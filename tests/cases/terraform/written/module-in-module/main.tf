# A module inside of another one gets what the outer one knows: neither is called any more once the design has both.
module "api" {
  source = "./modules/api"
}
