provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "dr"
  region = "eu-central-1"
}

module "endpoint" {
  source = "./endpoint"
  providers = {
    aws = aws.dr
  }
  name = "orders"
}
