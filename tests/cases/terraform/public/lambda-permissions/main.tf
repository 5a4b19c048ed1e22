# Each permission is for one route, as the provider's documentation shows it; one function has several.

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "account_id" {
  type    = string
  default = "123456789012"
}

locals {
  verbs = {
    list = "GET"
    add  = "POST"
  }
}

data "aws_lambda_function" "pets" {
  function_name = "pets"
}

resource "aws_api_gateway_rest_api" "pets" {
  name = "pets"
}

resource "aws_api_gateway_resource" "pets" {
  rest_api_id = aws_api_gateway_rest_api.pets.id
  parent_id   = aws_api_gateway_rest_api.pets.root_resource_id
  path_part   = "pets"
}

resource "aws_api_gateway_resource" "pet" {
  rest_api_id = aws_api_gateway_rest_api.pets.id
  parent_id   = aws_api_gateway_resource.pets.id
  path_part   = "{id}"
}

resource "aws_api_gateway_method" "pets" {
  for_each      = local.verbs
  rest_api_id   = aws_api_gateway_rest_api.pets.id
  resource_id   = aws_api_gateway_resource.pets.id
  http_method   = each.value
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "pets" {
  for_each                = local.verbs
  rest_api_id             = aws_api_gateway_rest_api.pets.id
  resource_id             = aws_api_gateway_resource.pets.id
  http_method             = aws_api_gateway_method.pets[each.key].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = data.aws_lambda_function.pets.invoke_arn
}

resource "aws_lambda_permission" "pets" {
  for_each      = local.verbs
  statement_id  = "Pets-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = data.aws_lambda_function.pets.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:aws:execute-api:${var.region}:${var.account_id}:${aws_api_gateway_rest_api.pets.id}/*/${aws_api_gateway_method.pets[each.key].http_method}${aws_api_gateway_resource.pets.path}"
}

resource "aws_api_gateway_method" "pet" {
  rest_api_id   = aws_api_gateway_rest_api.pets.id
  resource_id   = aws_api_gateway_resource.pet.id
  http_method   = "ANY"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "pet" {
  rest_api_id             = aws_api_gateway_rest_api.pets.id
  resource_id             = aws_api_gateway_resource.pet.id
  http_method             = aws_api_gateway_method.pet.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = data.aws_lambda_function.pets.invoke_arn
}

resource "aws_lambda_permission" "pet" {
  statement_id   = "Pet"
  action         = "lambda:InvokeFunction"
  function_name  = data.aws_lambda_function.pets.function_name
  principal      = "apigateway.amazonaws.com"
  source_account = var.account_id
  source_arn     = "${aws_api_gateway_rest_api.pets.execution_arn}/${aws_api_gateway_stage.prod.stage_name}/*/pets/*"
}

resource "aws_api_gateway_deployment" "pets" {
  rest_api_id = aws_api_gateway_rest_api.pets.id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_resource.pet,
      aws_api_gateway_method.pets,
      aws_api_gateway_method.pet,
      aws_api_gateway_integration.pets,
      aws_api_gateway_integration.pet,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.pets.id
  deployment_id = aws_api_gateway_deployment.pets.id
  stage_name    = "prod"
}
