# A pool, its client, and an API for who has signed in.

resource "aws_cognito_user_pool" "members" {
  name                     = "members"
  auto_verified_attributes = ["email"]

  password_policy {
    minimum_length    = 12
    require_lowercase = true
    require_numbers   = true
    require_symbols   = false
    require_uppercase = true
  }
}

resource "aws_cognito_resource_server" "profile" {
  identifier   = "profile"
  name         = "Profiles"
  user_pool_id = aws_cognito_user_pool.members.id

  scope {
    scope_name        = "read"
    scope_description = "Read the own profile"
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "web"
  user_pool_id                         = aws_cognito_user_pool.members.id
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_scopes                 = ["openid", "profile/read"]
  callback_urls                        = ["https://members.example.com/signed-in"]
  supported_identity_providers         = ["COGNITO"]

  depends_on = [aws_cognito_resource_server.profile]
}

resource "aws_api_gateway_rest_api" "members" {
  name = "members"
}

resource "aws_api_gateway_authorizer" "members" {
  name                             = "members"
  rest_api_id                      = aws_api_gateway_rest_api.members.id
  type                             = "COGNITO_USER_POOLS"
  provider_arns                    = [aws_cognito_user_pool.members.arn]
  identity_source                  = "method.request.header.Authorization"
  authorizer_result_ttl_in_seconds = 60
}

resource "aws_api_gateway_resource" "profile" {
  rest_api_id = aws_api_gateway_rest_api.members.id
  parent_id   = aws_api_gateway_rest_api.members.root_resource_id
  path_part   = "profile"
}

resource "aws_api_gateway_method" "profile" {
  rest_api_id          = aws_api_gateway_rest_api.members.id
  resource_id          = aws_api_gateway_resource.profile.id
  http_method          = "GET"
  authorization        = "COGNITO_USER_POOLS"
  authorizer_id        = aws_api_gateway_authorizer.members.id
  authorization_scopes = ["profile/read"]
  operation_name       = "GetProfile"
}

resource "aws_api_gateway_integration" "profile" {
  rest_api_id             = aws_api_gateway_rest_api.members.id
  resource_id             = aws_api_gateway_resource.profile.id
  http_method             = aws_api_gateway_method.profile.http_method
  type                    = "HTTP"
  integration_http_method = "GET"
  uri                     = "https://profiles.example.com/v2/profile"

  request_parameters = {
    "integration.request.querystring.user" = "context.authorizer.claims.sub"
  }
}

resource "aws_api_gateway_method_response" "profile" {
  for_each = local.statuses

  rest_api_id = aws_api_gateway_rest_api.members.id
  resource_id = aws_api_gateway_resource.profile.id
  http_method = aws_api_gateway_method.profile.http_method
  status_code = each.key
}

resource "aws_api_gateway_integration_response" "profile" {
  for_each = local.statuses

  rest_api_id       = aws_api_gateway_rest_api.members.id
  resource_id       = aws_api_gateway_resource.profile.id
  http_method       = aws_api_gateway_integration.profile.http_method
  status_code       = aws_api_gateway_method_response.profile[each.key].status_code
  selection_pattern = each.value
}

locals {
  statuses = {
    "200" = null
    "404" = "404"
    "502" = "5\\d{2}"
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.members.id

  triggers = {
    redeployment = sha1(jsonencode({
      statuses    = local.statuses
      integration = aws_api_gateway_integration.profile.uri
    }))
  }

  depends_on = [aws_api_gateway_integration_response.profile]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.members.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = "prod"
}
